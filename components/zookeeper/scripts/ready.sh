#!/bin/bash
# Ready while the server leads or follows, as a member or not yet: one that joins is in sync with the leader before it is made a member.
# Environment: CLIENT_PORT, CONFIG_DIRECTORY.
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
serves 127.0.0.1
