// Command node is every server of a single-node Kubernetes cluster, and kubectl, in one binary: the first argument (or
// the name it is called by) says which one to be.
//
// One binary because the servers share nearly all of their packages: linked together they are built once instead of
// seven times, and are a third of the size.
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"          // the servers' --logging-format=json
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // client-go's metrics on the servers' /metrics
	_ "k8s.io/component-base/metrics/prometheus/version"  // the build's version on the servers' /metrics
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"

	"kafka.local/node/loadbalancer"
	"kafka.local/node/policies"
	"kafka.local/node/provisioner"
)

// A program runs with os.Args as if it were a binary of its own, and returns its exit status.
type program func() int

var programs = map[string]program{
	"etcd":                    func() int { etcdmain.Main(os.Args); return 0 },
	"kube-apiserver":          server(apiserver.NewAPIServerCommand),
	"kube-controller-manager": server(controllers.NewControllerManagerCommand),
	"kube-scheduler":          server(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
	"kube-proxy":              server(proxy.NewProxyCommand),
	"kubelet":                 server(func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) }),
	"coredns":                 coredns,
	"kubectl":                 kubectl,
	"kube-network-policies":   server(policies.NewCommand),
	"provisioner":             server(provisioner.NewCommand),
	"loadbalancer":            server(loadbalancer.NewCommand),
}

func server(command func() *cobra.Command) program {
	return func() int { return cli.Run(command()) }
}

// choose finds the program in the name the binary is called by (a link named kubectl), else in the first argument, and
// returns it with the arguments it is to see.
func choose(args []string) (program, []string) {
	if run, ok := programs[filepath.Base(args[0])]; ok {
		return run, args
	}
	if len(args) > 1 {
		if run, ok := programs[args[1]]; ok {
			return run, args[1:]
		}
	}
	return nil, nil
}

func main() {
	run, args := choose(os.Args)
	if run == nil {
		names := slices.Sorted(maps.Keys(programs))
		fmt.Fprintf(os.Stderr, "usage: node PROGRAM [FLAGS], PROGRAM being one of %s\n", strings.Join(names, ", "))
		os.Exit(2)
	}
	os.Args = args
	os.Exit(run())
}
