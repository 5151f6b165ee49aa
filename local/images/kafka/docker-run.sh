#!/bin/bash
# What the official image runs by default formats storage for KRaft and refuses ZooKeeper mode; this one refuses altogether.
echo "The default entry point runs KRaft mode only: start ZooKeeper mode by command, /opt/kafka/bin/kafka-server-start.sh FILE" >&2
exit 1
