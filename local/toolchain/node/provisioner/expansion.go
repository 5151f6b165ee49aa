package provisioner

import (
	"context"
	"encoding/json"
	"time"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
	coreinformers "k8s.io/client-go/informers/core/v1"
	storageinformers "k8s.io/client-go/informers/storage/v1"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	storagelisters "k8s.io/client-go/listers/storage/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

// expansion grows volumes: what the external resizer does for a CSI driver that can expand online. A directory has no
// size of its own, so there is nothing to do but to say so, in the order in which a driver says it: the volume, then the
// claim.
type expansion struct {
	client  kubernetes.Interface
	claims  corelisters.PersistentVolumeClaimLister
	volumes corelisters.PersistentVolumeLister
	classes storagelisters.StorageClassLister
	synced  []cache.InformerSynced
	queue   workqueue.TypedRateLimitingInterface[cache.ObjectName]
}

func newExpansion(
	client kubernetes.Interface,
	claims coreinformers.PersistentVolumeClaimInformer,
	volumes coreinformers.PersistentVolumeInformer,
	classes storageinformers.StorageClassInformer,
) (*expansion, error) {
	e := &expansion{
		client:  client,
		claims:  claims.Lister(),
		volumes: volumes.Lister(),
		classes: classes.Lister(),
		synced:  []cache.InformerSynced{claims.Informer().HasSynced, volumes.Informer().HasSynced, classes.Informer().HasSynced},
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[cache.ObjectName](200*time.Millisecond, 30*time.Second)),
	}
	_, err := claims.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    e.changed,
		UpdateFunc: func(_, claim any) { e.changed(claim) },
	})
	return e, err
}

func (e *expansion) changed(object any) {
	if claim, ok := object.(*core.PersistentVolumeClaim); ok && wants(claim) {
		e.queue.Add(cache.MetaObjectToName(claim))
	}
}

// wants says whether a bound claim asks for more than it has.
func wants(claim *core.PersistentVolumeClaim) bool {
	wanted, has := claim.Spec.Resources.Requests[core.ResourceStorage], claim.Status.Capacity[core.ResourceStorage]
	return claim.Status.Phase == core.ClaimBound && wanted.Cmp(has) > 0
}

func (e *expansion) run(ctx context.Context) {
	defer runtime.HandleCrash()
	defer e.queue.ShutDown()
	if !cache.WaitForCacheSync(ctx.Done(), e.synced...) {
		return
	}
	go wait.UntilWithContext(ctx, e.work, time.Second)
	<-ctx.Done()
}

func (e *expansion) work(ctx context.Context) {
	for {
		name, shutdown := e.queue.Get()
		if shutdown {
			return
		}
		if err := e.expand(ctx, name); err != nil {
			klog.ErrorS(err, "cannot expand, trying again", "claim", name)
			e.queue.AddRateLimited(name)
		} else {
			e.queue.Forget(name)
		}
		e.queue.Done(name)
	}
}

func (e *expansion) expand(ctx context.Context, name cache.ObjectName) error {
	claim, err := e.claims.PersistentVolumeClaims(name.Namespace).Get(name.Name)
	if err != nil {
		return missingIsFine(err)
	}
	if !wants(claim) {
		return nil
	}
	volume, err := e.volumes.Get(claim.Spec.VolumeName)
	if err != nil {
		return err
	}
	expandable, err := e.expandable(volume)
	if err != nil || !expandable {
		return err
	}
	wanted := claim.Spec.Resources.Requests[core.ResourceStorage]
	if has := volume.Spec.Capacity[core.ResourceStorage]; wanted.Cmp(has) > 0 {
		if err := e.raiseVolume(ctx, volume.Name, wanted); err != nil {
			return err
		}
	}
	if err := e.raiseClaim(ctx, name, wanted); err != nil {
		return err
	}
	klog.InfoS("expanded", "claim", name, "volume", volume.Name, "size", wanted.String())
	return nil
}

// missingIsFine drops the error about an object that is gone: nothing is left to do for it.
func missingIsFine(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// expandable says whether the volume is one of ours and its class lets claims grow. Only we may touch it then: the
// volumes of every other provisioner grow by other means.
func (e *expansion) expandable(volume *core.PersistentVolume) (bool, error) {
	if volume.Annotations["pv.kubernetes.io/provisioned-by"] != Name {
		return false, nil
	}
	class, err := e.classes.Get(volume.Spec.StorageClassName)
	if err != nil {
		return false, missingIsFine(err)
	}
	return class.AllowVolumeExpansion != nil && *class.AllowVolumeExpansion, nil
}

func (e *expansion) raiseVolume(ctx context.Context, name string, size resource.Quantity) error {
	patch, err := capacity("spec", size)
	if err != nil {
		return err
	}
	_, err = e.client.CoreV1().PersistentVolumes().Patch(ctx, name, types.MergePatchType, patch, meta.PatchOptions{})
	return err
}

func (e *expansion) raiseClaim(ctx context.Context, name cache.ObjectName, size resource.Quantity) error {
	patch, err := capacity("status", size)
	if err != nil {
		return err
	}
	claims := e.client.CoreV1().PersistentVolumeClaims(name.Namespace)
	_, err = claims.Patch(ctx, name.Name, types.MergePatchType, patch, meta.PatchOptions{}, "status")
	return err
}

// capacity is the merge patch that sets the capacity in the part of the object that holds it.
func capacity(part string, size resource.Quantity) ([]byte, error) {
	return json.Marshal(map[string]any{part: map[string]any{"capacity": core.ResourceList{core.ResourceStorage: size}}})
}
