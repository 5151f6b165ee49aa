package policies

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-logr/logr"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	networkinglisters "k8s.io/client-go/listers/networking/v1"
	"k8s.io/klog/v2"
)

// listener is the log of the judge: of all that it says of a packet it makes one line when the packet was refused.
// The judge takes one packet at a time, and says these in order (pkg/networkpolicy/controller.go, evaluatePacket).
type listener struct {
	pods     corelisters.PodLister
	policies networkinglisters.NetworkPolicyLister
	packet   *seenPacket
	// When each line was last written.
	written map[string]time.Time
}

// quiet is how long the same line is not written again: what is refused is tried again and again.
const quiet = time.Minute

const (
	saysPacket  = "Evaluating packet"
	saysEgress  = "Egress NetworkPolicies"
	saysIngress = "Ingress NetworkPolicies"
	// That its own rules failed, which is as expected where the kernel has no CONFIG_NFT_QUEUE.
	saysRules = "syncing nftables rules"
)

// seenPacket is a packet as the judge describes it.
type seenPacket struct {
	// NAMESPACE/NAME; "none" for what is no pod.
	source, target   string
	SrcIP, DstIP     string
	SrcPort, DstPort int
	// Empty for what is neither TCP nor UDP nor SCTP.
	Proto string
}

func newListener(pods corelisters.PodLister, policies networkinglisters.NetworkPolicyLister) klog.Logger {
	return logr.New(&listener{pods: pods, policies: policies, written: map[string]time.Time{}})
}

func (*listener) Init(logr.RuntimeInfo)                 {}
func (*listener) Enabled(int) bool                      { return true }
func (l *listener) WithValues(...any) logr.LogSink      { return l }
func (l *listener) WithName(string) logr.LogSink        { return l }
func (*listener) Error(err error, msg string, _ ...any) { klog.ErrorS(err, msg) }

func (l *listener) Info(level int, message string, pairs ...any) {
	if level == 0 && message != saysRules {
		klog.InfoS(message, pairs...)
		return
	}
	said := valuesOf(pairs)
	switch message {
	case saysPacket:
		l.packet = readPacket(said)
	case saysEgress, saysIngress:
		if said["allowed"] == false && l.packet != nil {
			l.write(l.refusal(message == saysEgress))
		}
	}
}

func (l *listener) write(line string) {
	now := time.Now()
	if now.Sub(l.written[line]) < quiet {
		return
	}
	maps.DeleteFunc(l.written, func(_ string, at time.Time) bool { return now.Sub(at) >= quiet })
	l.written[line] = now
	klog.Info(line)
}

func valuesOf(pairs []any) map[string]any {
	values := map[string]any{}
	for at := 0; at+1 < len(pairs); at += 2 {
		values[fmt.Sprint(pairs[at])] = pairs[at+1]
	}
	return values
}

// readPacket returns nil for what it cannot read.
func readPacket(said map[string]any) *seenPacket {
	packet := seenPacket{source: fmt.Sprint(said["srcPod"]), target: fmt.Sprint(said["dstPod"])}
	// Its type is not exported; this is how it shows itself to loggers.
	described, ok := said["packet"].(logr.Marshaler)
	if !ok {
		return nil
	}
	text, err := json.Marshal(described.MarshalLog())
	if err != nil || json.Unmarshal(text, &packet) != nil {
		return nil
	}
	return &packet
}

// refusal is the line for the packet that was last seen, such as
//
//	refused: a/client (10.244.0.5) to b/server (10.244.0.6) port 9092 TCP: no ingress rule of b/closed allows it
func (l *listener) refusal(egress bool) string {
	p, pod, kind := l.packet, l.packet.target, networkingv1.PolicyTypeIngress
	if egress {
		pod, kind = p.source, networkingv1.PolicyTypeEgress
	}
	port := ""
	if p.Proto != "" {
		port = fmt.Sprintf(" port %d %s", p.DstPort, p.Proto)
	}
	return fmt.Sprintf("refused: %s to %s%s: no %s rule of %s allows it", who(p.source, p.SrcIP),
		who(p.target, p.DstIP), port, strings.ToLower(string(kind)), strings.Join(l.policiesOf(pod, kind), ", "))
}

func who(pod, address string) string {
	if pod == "none" {
		return address
	}
	return fmt.Sprintf("%s (%s)", pod, address)
}

// policiesOf names the policies of this kind that select the pod, for the log alone.
func (l *listener) policiesOf(pod string, kind networkingv1.PolicyType) []string {
	namespace, name, _ := strings.Cut(pod, "/")
	found, err := l.pods.Pods(namespace).Get(name)
	if err != nil {
		return nil
	}
	all, err := l.policies.NetworkPolicies(namespace).List(labels.Everything())
	if err != nil {
		return nil
	}
	var names []string
	for _, policy := range all {
		selector, err := metav1.LabelSelectorAsSelector(&policy.Spec.PodSelector)
		if err == nil && slices.Contains(policy.Spec.PolicyTypes, kind) && selector.Matches(labels.Set(found.Labels)) {
			names = append(names, policy.Namespace+"/"+policy.Name)
		}
	}
	slices.Sort(names)
	return names
}
