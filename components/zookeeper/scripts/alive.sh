#!/bin/bash
# Alive while the process serves its port; says nothing about quorum, on purpose: a restart does not bring a quorum back.
# Environment: CLIENT_PORT.
[ "$(echo ruok | nc -w 2 127.0.0.1 "$CLIENT_PORT")" = imok ]
