// Package client is what our own programs have in common: each works on the cluster as a client of its API.
package client

import (
	"context"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// Command is a program that takes a kubeconfig and the flags that are added, all of them required, and runs until
// SIGTERM or SIGINT.
func Command(
	use, short string, addFlags func(*pflag.FlagSet), run func(ctx context.Context, kubeconfig string) error,
) *cobra.Command {
	var kubeconfig string
	command := &cobra.Command{
		Use:   use,
		Short: short,
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(command.Context(), syscall.SIGTERM, syscall.SIGINT)
			defer stop()
			return run(ctx, kubeconfig)
		},
	}
	command.SetContext(context.Background())
	flags := command.Flags()
	flags.StringVar(&kubeconfig, "kubeconfig", "", "the kubeconfig file of the cluster")
	addFlags(flags)
	flags.VisitAll(func(flag *pflag.Flag) { _ = command.MarkFlagRequired(flag.Name) })
	return command
}

// Connect is the API of the cluster that a kubeconfig file names.
func Connect(kubeconfig string) (kubernetes.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	return kubernetes.NewForConfig(config)
}
