// Package provisioner makes, grows and deletes the volumes of a single-node cluster: directories of the node, handed
// out as hostPath volumes.
package provisioner

import (
	"context"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/time/rate"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"

	"kafka.local/node/client"
)

// Name is what a StorageClass names as its provisioner to get its volumes from here.
const Name = "kafka.local/hostpath"

// resync is how often everything is looked at again although nothing changed: the safety net under the watches.
const resync = 15 * time.Minute

// NewCommand is the provisioner as a program; it runs until SIGTERM or SIGINT.
func NewCommand() *cobra.Command {
	var directory string
	return client.Command("provisioner", "Makes, grows and deletes the volumes of StorageClasses whose provisioner is "+Name,
		func(flags *pflag.FlagSet) {
			flags.StringVar(&directory, "directory", "", "the directory that holds one directory per volume")
		},
		func(ctx context.Context, kubeconfig string) error { return run(ctx, kubeconfig, directory) })
}

func run(ctx context.Context, kubeconfig, directory string) error {
	api, err := client.Connect(kubeconfig)
	if err != nil {
		return err
	}
	volumes, err := newDirectories(api, directory)
	if err != nil {
		return err
	}

	factory := informers.NewSharedInformerFactory(api, resync)
	core, classes := factory.Core().V1(), factory.Storage().V1().StorageClasses()
	growth, err := newExpansion(api, core.PersistentVolumeClaims(), core.PersistentVolumes(), classes)
	if err != nil {
		return err
	}
	provisioning := controller.NewProvisionController(ctx, api, Name, volumes,
		controller.ClaimsInformer(core.PersistentVolumeClaims().Informer()),
		controller.VolumesInformer(core.PersistentVolumes().Informer()),
		controller.ClassesInformer(classes.Informer()),
		controller.LeaderElection(false),
		// A claim or volume whose directory is gone stays in the API until the directory is.
		controller.AddFinalizer(true),
		// The library waits 15 s before its first retry and gives up after 15; on one's own disk a failure is a
		// passing conflict with another writer, or a full disk that is being cleared.
		controller.FailedProvisionThreshold(0),
		controller.FailedDeleteThreshold(0),
		controller.RateLimiter(retries()),
		controller.CreateProvisionedPVLimiter(retries()),
	)
	factory.Start(ctx.Done())
	go growth.run(ctx)
	provisioning.Run(ctx)
	factory.Shutdown()
	return nil
}

// retries waits 0.2 s after a first failure, twice as long after each further one, 30 s at most.
func retries() workqueue.TypedRateLimiter[string] {
	return workqueue.NewTypedMaxOfRateLimiter(
		workqueue.NewTypedItemExponentialFailureRateLimiter[string](200*time.Millisecond, 30*time.Second),
		&workqueue.TypedBucketRateLimiter[string]{Limiter: rate.NewLimiter(rate.Limit(10), 100)},
	)
}
