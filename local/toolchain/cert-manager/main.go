// Command cert-manager runs those controllers of cert-manager that certificates of one's own need: from self-signed issuers, and from
// those with an authority in a Secret. They are cert-manager's own, unchanged: its releases link them in a module that no other can
// require (cmd/controller). Left out are its webhook, leader election, ACME, Vault, Venafi and metrics.
//
// It ends on SIGTERM or SIGINT.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/cert-manager/cert-manager/pkg/controller"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/approver"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/ca"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/selfsigned"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/issuing"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/keymanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/readiness"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/requestmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/revisionmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/trigger"
	_ "github.com/cert-manager/cert-manager/pkg/controller/clusterissuers"
	_ "github.com/cert-manager/cert-manager/pkg/controller/issuers"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/ca"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/selfsigned"
	"github.com/cert-manager/cert-manager/pkg/logs"
	"golang.org/x/sync/errgroup"
	"k8s.io/klog/v2"
)

func main() {
	var kubeconfig, namespace string
	flag.StringVar(&kubeconfig, "kubeconfig", os.Getenv("KUBECONFIG"), "the kubeconfig file of the cluster; default: $KUBECONFIG")
	flag.StringVar(&namespace, "cluster-resource-namespace", "kube-system", "where the Secrets of ClusterIssuers are")
	klog.InitFlags(nil)
	flag.Parse()
	logs.InitLogs()
	ctx, stop := signal.NotifyContext(logs.NewContext(context.Background(), logs.Log), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, kubeconfig, namespace); err != nil {
		fmt.Fprintf(os.Stderr, "cert-manager: %v\n", err)
		os.Exit(1)
	}
}

// run runs every controller that is linked in, until the context ends.
func run(ctx context.Context, kubeconfig, namespace string) error {
	factory, err := controller.NewContextFactory(ctx, controller.ContextOptions{
		Kubeconfig:    kubeconfig,
		IssuerOptions: controller.IssuerOptions{ClusterResourceNamespace: namespace},
		// cert-manager's own defaults (internal/apis/config/controller/v1alpha1/defaults.go).
		CertificateOptions: controller.CertificateOptions{
			CopiedAnnotationPrefixes:                 []string{"*", "-kubectl.kubernetes.io/", "-fluxcd.io/", "-argocd.argoproj.io/"},
			CertificateRequestMinimumBackoffDuration: time.Hour,
			CertificateRequestMaximumBackoffDuration: 32 * time.Hour,
		},
	})
	if err != nil {
		return err
	}
	shared, err := factory.Build()
	if err != nil {
		return err
	}
	var controllers []controller.Interface
	for name, construct := range controller.Known() {
		constructed, err := construct(factory)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		controllers = append(controllers, constructed)
	}
	// Only now: an informer is one of a factory once a controller has asked for it.
	shared.SharedInformerFactory.Start(ctx.Done())
	shared.KubeSharedInformerFactory.Start(ctx.Done())
	group, running := errgroup.WithContext(ctx)
	for _, one := range controllers {
		// One worker each: a handful of certificates needs no more.
		group.Go(func() error { return one.Run(1, running) })
	}
	err = group.Wait()
	if ctx.Err() != nil {
		// It was asked to end. A controller that had not begun by then calls that an error.
		return nil
	}
	return err
}
