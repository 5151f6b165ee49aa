#!/bin/bash
# Alive while the process serves its port; says nothing about quorum, on purpose: a restart does not bring a quorum back.
# Environment: CLIENT_PORT, CONFIG_DIRECTORY.
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
[ "$(ask ruok 127.0.0.1)" = imok ]
