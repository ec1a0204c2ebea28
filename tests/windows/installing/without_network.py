"""Runs a program where there is no network but the machine's way to itself.

    unshare --net python without_network.py COMMAND

Programs talk to themselves through that way, so it has to be opened; a new world has it closed.
"""

from __future__ import annotations

import os
import socket
import struct
import sys

SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x41


def main(command: list[str]) -> None:
    """Open the way and become the program."""
    import fcntl  # Windows has none

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
