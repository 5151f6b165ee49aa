package policies

import (
	"encoding/binary"

	"github.com/google/nftables"
	"github.com/google/nftables/binaryutil"
	"github.com/google/nftables/expr"
	"github.com/google/nftables/xt"
	"golang.org/x/sys/unix"
)

// installRules replaces the table by one that sends the first packet of each connection of a pod to the queue, and
// drops it while nobody listens there.
//
// The hook `forward` sees what goes between pods (by br_netfilter), and between pods and other machines; `input`, what
// pods send to the node. Both come after kube-proxy's DNAT, and before its masquerading: what is judged is the pod's
// own address and port, and the real sender. What the node sends to pods (probes, its own clients, through NodePorts
// too) passes neither: Kubernetes exempts it.
func installRules(table, bridge string, queue uint16) error {
	connection, err := nftables.New()
	if err != nil {
		return err
	}
	ours := &nftables.Table{Name: table, Family: nftables.TableFamilyIPv4}
	// Added first, so that there is one to delete; all of it is one transaction.
	connection.AddTable(ours)
	connection.DelTable(ours)
	connection.AddTable(ours)

	forward := addChain(connection, ours, "forward", nftables.ChainHookForward)
	addRule(connection, forward, isNew(), onInterface(expr.MetaKeyIIFNAME, bridge), toQueue(queue))
	addRule(connection, forward, isNew(), onInterface(expr.MetaKeyOIFNAME, bridge), toQueue(queue))
	input := addChain(connection, ours, "input", nftables.ChainHookInput)
	addRule(connection, input, isNew(), onInterface(expr.MetaKeyIIFNAME, bridge), toQueue(queue))
	return connection.Flush()
}

func addChain(
	connection *nftables.Conn, table *nftables.Table, name string, hook *nftables.ChainHook,
) *nftables.Chain {
	return connection.AddChain(&nftables.Chain{
		Name: name, Table: table, Type: nftables.ChainTypeFilter, Hooknum: hook, Priority: nftables.ChainPriorityFilter,
	})
}

func addRule(connection *nftables.Conn, chain *nftables.Chain, parts ...[]expr.Any) {
	rule := &nftables.Rule{Table: chain.Table, Chain: chain}
	for _, part := range parts {
		rule.Exprs = append(rule.Exprs, part...)
	}
	connection.AddRule(rule)
}

// isNew matches what may open a connection. The rest belongs to one that was let pass, or to none any more (a late FIN):
// judged by itself, that would be refused as if the other side had begun.
func isNew() []expr.Any {
	return []expr.Any{
		&expr.Ct{Register: 1, Key: expr.CtKeySTATE},
		&expr.Bitwise{
			SourceRegister: 1, DestRegister: 1, Len: 4,
			Mask: binaryutil.NativeEndian.PutUint32(expr.CtStateBitNEW), Xor: make([]byte, 4),
		},
		&expr.Cmp{Op: expr.CmpOpNeq, Register: 1, Data: make([]byte, 4)},
	}
}

func onInterface(key expr.MetaKey, name string) []expr.Any {
	padded := make([]byte, unix.IFNAMSIZ)
	copy(padded, name)
	return []expr.Any{
		&expr.Meta{Key: key, Register: 1},
		&expr.Cmp{Op: expr.CmpOpEq, Register: 1, Data: padded},
		&expr.Counter{},
	}
}

// toQueue is iptables' target: `expr.Queue` needs CONFIG_NFT_QUEUE.
func toQueue(number uint16) []expr.Any {
	// struct xt_NFQ_info_v1 (linux/netfilter/xt_NFQUEUE.h): the first queue, and how many; padded to XT_ALIGN.
	info := xt.Unknown(make([]byte, 8))
	binary.NativeEndian.PutUint16(info[0:], number)
	binary.NativeEndian.PutUint16(info[2:], 1)
	return []expr.Any{&expr.Target{Name: "NFQUEUE", Rev: 1, Info: &info}}
}
