module kafka.local/pause

go 1.26
