// Package loadbalancer gives Services of type LoadBalancer an address, as a cloud does. Kube-proxy serves it on the node
// like any other address of a Service; whoever is to reach it needs a route to the node.
package loadbalancer

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"

	"kafka.local/node/client"
)

// resync is how often everything is looked at again although nothing changed: the safety net under the watches.
const resync = 15 * time.Minute

// NewCommand is the controller as a program; it runs until SIGTERM or SIGINT.
func NewCommand() *cobra.Command {
	var addresses string
	return client.Command("loadbalancer", "Gives Services of type LoadBalancer an address",
		func(flags *pflag.FlagSet) {
			flags.StringVar(&addresses, "addresses", "", "the range from which addresses are taken, such as 10.97.0.0/24")
		},
		func(ctx context.Context, kubeconfig string) error { return run(ctx, kubeconfig, addresses) })
}

type controller struct {
	api      kubernetes.Interface
	services corelisters.ServiceLister
	pool     netip.Prefix
	// Given in this run: the lister may still be behind.
	given map[cache.ObjectName]netip.Addr
}

func run(ctx context.Context, kubeconfig, addresses string) error {
	pool, err := netip.ParsePrefix(addresses)
	if err != nil {
		return err
	}
	api, err := client.Connect(kubeconfig)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(api, resync)
	services := factory.Core().V1().Services()
	queue := workqueue.NewTypedRateLimitingQueue(
		workqueue.NewTypedItemExponentialFailureRateLimiter[cache.ObjectName](200*time.Millisecond, 30*time.Second))
	enqueue := func(object any) {
		if service, ok := object.(*core.Service); ok && lacksAddress(service) {
			queue.Add(cache.MetaObjectToName(service))
		}
	}
	_, err = services.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    enqueue,
		UpdateFunc: func(_, service any) { enqueue(service) },
	})
	if err != nil {
		return err
	}
	c := &controller{api: api, services: services.Lister(), pool: pool, given: map[cache.ObjectName]netip.Addr{}}
	factory.Start(ctx.Done())
	defer factory.Shutdown()
	if !cache.WaitForCacheSync(ctx.Done(), services.Informer().HasSynced) {
		return nil
	}
	context.AfterFunc(ctx, queue.ShutDown)
	// One worker: nobody else takes an address in between.
	for {
		name, shutdown := queue.Get()
		if shutdown {
			return nil
		}
		if err := c.give(ctx, name); err != nil {
			klog.ErrorS(err, "cannot give an address, trying again", "service", name)
			queue.AddRateLimited(name)
		} else {
			queue.Forget(name)
		}
		queue.Done(name)
	}
}

// lacksAddress says whether the Service is for us to give an address to: one of a class is somebody else's.
func lacksAddress(service *core.Service) bool {
	return service.Spec.Type == core.ServiceTypeLoadBalancer && service.Spec.LoadBalancerClass == nil &&
		len(service.Status.LoadBalancer.Ingress) == 0
}

func (c *controller) give(ctx context.Context, name cache.ObjectName) error {
	service, err := c.services.Services(name.Namespace).Get(name.Name)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil || !lacksAddress(service) {
		return err
	}
	address, err := c.free(name)
	if err != nil {
		return err
	}
	patch, err := json.Marshal(map[string]any{"status": core.ServiceStatus{
		LoadBalancer: core.LoadBalancerStatus{Ingress: []core.LoadBalancerIngress{{IP: address.String()}}},
	}})
	if err != nil {
		return err
	}
	_, err = c.api.CoreV1().Services(name.Namespace).Patch(ctx, name.Name, types.MergePatchType, patch, meta.PatchOptions{}, "status")
	if err != nil {
		return err
	}
	c.given[name] = address
	klog.InfoS("gave an address", "service", name, "address", address)
	return nil
}

// free is an address of the pool that no Service has; the first one of a range stands for the range itself.
func (c *controller) free(name cache.ObjectName) (netip.Addr, error) {
	services, err := c.services.List(labels.Everything())
	if err != nil {
		return netip.Addr{}, err
	}
	taken, exist := map[string]bool{}, map[cache.ObjectName]bool{}
	for _, service := range services {
		exist[cache.MetaObjectToName(service)] = true
		for _, ingress := range service.Status.LoadBalancer.Ingress {
			taken[ingress.IP] = true
		}
	}
	for other, address := range c.given {
		switch {
		case !exist[other]:
			delete(c.given, other)
		case other != name:
			taken[address.String()] = true
		}
	}
	for address := c.pool.Masked().Addr().Next(); c.pool.Contains(address); address = address.Next() {
		if !taken[address.String()] {
			return address, nil
		}
	}
	return netip.Addr{}, fmt.Errorf("no address of %s is free", c.pool)
}
