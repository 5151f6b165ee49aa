// Package policies enforces the cluster's NetworkPolicies on pods that are ports of one bridge.
//
// What a policy means is decided by sigs.k8s.io/kube-network-policies, which looks at the first packet of each
// connection from user space. Its own rules hand it those packets by nftables' `queue`, which not every kernel has
// (CONFIG_NFT_QUEUE): rules of ours do it by the older target NFQUEUE.
package policies

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"k8s.io/client-go/informers"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"

	"kafka.local/node/client"
)

type options struct {
	bridge string
	table  string
	queue  uint16
}

// NewCommand is the enforcement as a program; it runs until SIGTERM or SIGINT. Its rules stay when it ends, and with
// nobody to judge them new connections of pods are dropped: closed rather than open while it is restarted.
func NewCommand() *cobra.Command {
	var given options
	return client.Command("kube-network-policies", "Enforces NetworkPolicies on the pods of one bridge",
		func(flags *pflag.FlagSet) {
			flags.StringVar(&given.bridge, "bridge", "", "the bridge that pods are attached to")
			flags.StringVar(&given.table, "table", "", "the name of the nftables table that the rules are made in")
			flags.Uint16Var(&given.queue, "queue", 0, "the number of the netfilter queue, for this program alone")
		},
		func(ctx context.Context, kubeconfig string) error { return run(ctx, kubeconfig, given) })
}

func run(ctx context.Context, kubeconfig string, given options) error {
	// Before anything else: a pod that starts meanwhile waits.
	if err := installRules(given.table, given.bridge, given.queue); err != nil {
		return fmt.Errorf("the kernel does not take the rules (NFQUEUE by nft_compat): %w", err)
	}
	api, err := client.Connect(kubeconfig)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(api, 0)
	pods, policies := factory.Core().V1().Pods(), factory.Networking().V1().NetworkPolicies()
	judge, err := networkpolicy.NewController(
		api, unwatchedPolicies{policies}, factory.Core().V1().Namespaces(), unwatchedPods{pods}, nil, nil, nil, nil,
		networkpolicy.Config{QueueID: int(given.queue), NFTableName: given.table},
	)
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	// The judge says what it decided and why only at a level at which it says everything: for us, not for the log.
	klog.EnableContextualLogging(true)
	listening := klog.NewContext(ctx, newListener(pods.Lister(), policies.Lister()))
	if err := judge.Run(listening); err != nil {
		return err
	}
	factory.Shutdown()
	return nil
}
