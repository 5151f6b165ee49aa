package policies

import (
	coreinformers "k8s.io/client-go/informers/core/v1"
	networkinginformers "k8s.io/client-go/informers/networking/v1"
	"k8s.io/client-go/tools/cache"
)

// The judge makes its own rules anew at every change of a pod or policy. Where the kernel refuses them that is a dozen
// lines of errors for each, and where it takes them they are not needed beside ours. It judges from the same caches in
// any case: only its handlers are left out.

type unwatchedPods struct{ coreinformers.PodInformer }

func (pods unwatchedPods) Informer() cache.SharedIndexInformer {
	return unwatched{pods.PodInformer.Informer()}
}

type unwatchedPolicies struct {
	networkinginformers.NetworkPolicyInformer
}

func (policies unwatchedPolicies) Informer() cache.SharedIndexInformer {
	return unwatched{policies.NetworkPolicyInformer.Informer()}
}

type unwatched struct{ cache.SharedIndexInformer }

func (unwatched) AddEventHandler(cache.ResourceEventHandler) (cache.ResourceEventHandlerRegistration, error) {
	return nil, nil
}
