import type { Problem } from "../../schema/problems";
import type { Settings } from "../../stack/settings";

/** Rules about ZooKeeper's clock. */
export function ticks(settings: Settings): Problem[] {
    return [...syncWithinInit(settings), ...sessionInTicks(settings)];
}

/** A follower that may lag for longer than it may take to join would never be given up. */
function syncWithinInit({ zookeeper: { initLimit, syncLimit } }: Settings): Problem[] {
    return syncLimit > initLimit
        ? [
              {
                  path: ["zookeeper", "syncLimit"],
                  value: syncLimit,
                  rule: `must be at most kafka:zookeeper.initLimit (${initLimit})`,
                  advice: "lower it, or raise the other",
                  about: [["zookeeper", "initLimit"]],
              },
          ]
        : [];
}

const sessionTimeout = "zookeeper.session.timeout.ms";

/** Servers silently bend a session to between 2 and 20 ticks (ZooKeeper administrator's guide, minSessionTimeout and maxSessionTimeout). */
function sessionInTicks({ zookeeper: { tickTime }, brokers: { config } }: Settings): Problem[] {
    const value = config[sessionTimeout];
    const timeout = Number(value ?? NaN);
    const [least, most] = [2 * tickTime, 20 * tickTime];
    return timeout < least || timeout > most
        ? [
              {
                  path: ["brokers", "config", sessionTimeout],
                  value,
                  rule: `must be from 2 to 20 times kafka:zookeeper.tickTime (${least} to ${most})`,
                  about: [["zookeeper", "tickTime"]],
              },
          ]
        : [];
}
