package provisioner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// directories makes and deletes volumes: each is the directory below root that has the volume's name.
type directories struct {
	client kubernetes.Interface
	root   string
}

func newDirectories(client kubernetes.Interface, root string) (*directories, error) {
	absolute, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	// Pods pass through it as other users; what is in it is protected by its parent.
	if err := os.MkdirAll(absolute, 0o755); err != nil {
		return nil, err
	}
	return &directories{client: client, root: absolute}, nil
}

// Provision makes the directory and describes it as a volume. The library creates the PersistentVolume from that; called
// again after a crash in between, it finds the directory and describes it again.
func (d *directories) Provision(ctx context.Context, options controller.ProvisionOptions) (*core.PersistentVolume, controller.ProvisioningState, error) {
	hostname, err := d.hostname(ctx, options.SelectedNodeName)
	if err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	path := filepath.Join(d.root, options.PVName)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	// The kubelet does not apply a pod's fsGroup to hostPath volumes, so the directory is writable for any user; chmod
	// because the umask took that from MkdirAll.
	if err := os.Chmod(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: options.PVName},
		Spec: core.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   options.PVC.Spec.AccessModes,
			VolumeMode:                    options.PVC.Spec.VolumeMode,
			Capacity:                      core.ResourceList{core.ResourceStorage: options.PVC.Spec.Resources.Requests[core.ResourceStorage]},
			PersistentVolumeSource:        core.PersistentVolumeSource{HostPath: existing(path)},
			NodeAffinity:                  &core.VolumeNodeAffinity{Required: onlyOn(hostname)},
		},
	}, controller.ProvisioningFinished, nil
}

// Delete deletes the directory of a volume that is released and whose reclaim policy is Delete.
func (d *directories) Delete(_ context.Context, volume *core.PersistentVolume) error {
	path := filepath.Join(d.root, volume.Name)
	// A volume made by an earlier cluster, or edited: not ours to delete.
	if volume.Spec.HostPath == nil || volume.Spec.HostPath.Path != path {
		return &controller.IgnoredError{Reason: "its path is not " + path}
	}
	return os.RemoveAll(path)
}

// hostname is the label by which the scheduler knows the node; with immediate binding no node is selected, and the only
// one of the cluster is taken.
func (d *directories) hostname(ctx context.Context, selected string) (string, error) {
	if selected == "" {
		nodes, err := d.client.CoreV1().Nodes().List(ctx, meta.ListOptions{Limit: 1})
		if err != nil {
			return "", err
		}
		if len(nodes.Items) == 0 {
			return "", errors.New("the cluster has no node yet")
		}
		return labelled(&nodes.Items[0])
	}
	node, err := d.client.CoreV1().Nodes().Get(ctx, selected, meta.GetOptions{})
	if err != nil {
		return "", err
	}
	return labelled(node)
}

func labelled(node *core.Node) (string, error) {
	hostname, ok := node.Labels[core.LabelHostname]
	if !ok {
		return "", fmt.Errorf("node %s has no label %s", node.Name, core.LabelHostname)
	}
	return hostname, nil
}

// existing refuses to start a pod whose directory is gone, instead of giving it an empty one.
func existing(path string) *core.HostPathVolumeSource {
	directory := core.HostPathDirectory
	return &core.HostPathVolumeSource{Path: path, Type: &directory}
}

func onlyOn(hostname string) *core.NodeSelector {
	return &core.NodeSelector{NodeSelectorTerms: []core.NodeSelectorTerm{{
		MatchExpressions: []core.NodeSelectorRequirement{{
			Key: core.LabelHostname, Operator: core.NodeSelectorOpIn, Values: []string{hostname},
		}},
	}}}
}
