import { always } from "./case";
import type { AlertCase } from "./case";

const group = 'consumergroup="billing"';
const readers = `${group},topic="orders"`;
/** A group that reads, and one whose last member has left before the case begins. */
const used = { [`kafka_consumergroup_members{${group}}`]: always(3) };
const left = { [`kafka_consumergroup_members{${group}}`]: always(0) };

/** Cases of components/metrics/alerts/consumers.ts. */
export const consumersCases: readonly AlertCase[] = [
    {
        alert: "KafkaConsumerLagGrows",
        // 40 records a minute come in that nobody reads, and more than that.
        fires: { ...used, [`kafka_consumergroup_lag_sum{${readers}}`]: "0+40x120" },
        // A batch of 3000 each 10 minutes: as much at the end of each as at the end of the one before.
        silent: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: Array.from({ length: 13 }, () => "0+300x9").join(" "),
        },
        after: 120,
    },
    {
        alert: "KafkaConsumerLagGrows",
        fires: { ...used, [`kafka_consumergroup_lag_sum{${readers}}`]: "100000+100x120" },
        // The group of somebody who has gone.
        silent: { ...left, [`kafka_consumergroup_lag_sum{${readers}}`]: "0+40x420" },
        after: 120,
    },
    {
        alert: "KafkaConsumerStandsStill",
        fires: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: "0+1x120",
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: always(500),
        },
        // Nothing comes in, so there is nothing to commit.
        silent: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: always(100),
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: always(500),
        },
    },
    {
        alert: "KafkaConsumerStandsStill",
        fires: {
            // All members crashed an hour ago.
            [`kafka_consumergroup_members{${group}}`]: "3x60 0x340",
            [`kafka_consumergroup_lag_sum{${readers}}`]: "0x60 1+1x340",
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: "0+10x60 600x340",
        },
        // It commits every ten minutes.
        silent: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: "0+1x400",
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: Array.from(
                { length: 40 },
                (_, index) => `${index * 10}x9`,
            ).join(" "),
        },
        after: 120,
    },
    {
        alert: "KafkaLagUnknown",
        fires: { 'kafka_lag_up{pod="kafka-lag-0"}': always(0) },
        // Two rounds have failed, and the next told it.
        silent: { 'kafka_lag_up{pod="kafka-lag-0"}': "1x50 0x5 1x100" },
    },
    {
        alert: "KafkaLagUnknown",
        fires: { 'up{pod="kafka-0"}': always(1) },
        silent: { 'kafka_lag_up{pod="kafka-lag-0"}': always(1) },
    },
];
