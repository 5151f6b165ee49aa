package main

import (
	"flag"
	"os"

	"github.com/spf13/pflag"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/logs"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
)

// kubectl is the client, of the same version as the servers.
func kubectl() int {
	// The other programs of this binary register flags of the process when they are linked in, CoreDNS a -p among
	// them; kubectl would offer them all as its own and fail on the commands that have a -p themselves.
	flag.CommandLine = flag.NewFlagSet(os.Args[0], flag.ContinueOnError)
	pflag.CommandLine = pflag.NewFlagSet(os.Args[0], pflag.ContinueOnError)
	// Before the command exists, so that what it logs while it is made obeys -v too, as in upstream's main.
	_, _ = logs.GlogSetter(cmd.GetLogVerbosity(os.Args))
	if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
		util.CheckErr(err)
	}
	return 0
}
