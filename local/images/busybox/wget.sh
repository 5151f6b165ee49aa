#!/bin/sh
# BusyBox's wget with the option -T SECONDS, which Alpine builds in and Debian leaves out. There it limits each wait, here the whole
# request; all other options are BusyBox's.
seconds=900
previous=
for argument; do
    shift
    if [ "$previous" = -T ]; then
        seconds="$argument"
    elif [ "$argument" != -T ]; then
        set -- "$@" "$argument"
    fi
    previous="$argument"
done
exec timeout "$seconds" busybox wget "$@"
