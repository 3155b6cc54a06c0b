"""Runs a command beside a Slurm of its own: slurm.py FOLDER COMMAND...

munge, slurmctld and slurmd run as whoever calls this, on this host alone, with
configuration, keys, sockets and logs in FOLDER, which must not be there, and
on ports of their own. They end with the command, whose status is returned.
"""

import contextlib
import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

CONFIGURATION = """
ClusterName=reread
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={sockets}/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
# No cgroups: a bare container has none that could be written to. slurmd asks
# the plugin all the same, and v1's wants nothing before it is used.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=2,sched_min_interval=0
PropagateResourceLimits=NONE
ReturnToService=2
# More CPUs than there may be, so that tasks run side by side.
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs=4
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


class Slurm:
    def __init__(self, folder, sockets):
        self.folder, self.daemons = folder, []
        for name in ("state", "spool", "munge"):
            (folder / name).mkdir(parents=True, mode=0o700)
        self.key = folder / "munge" / "key"
        self.key.touch(mode=0o600)
        self.key.write_bytes(os.urandom(128))
        self.socket = f"{sockets}/munge"
        controller_port, node_port = free_ports(2)
        configuration = folder / "slurm.conf"
        # Jobs find their node by its name, which need not resolve to anything.
        configuration.write_text(
            CONFIGURATION.format(
                host=socket.gethostname().split(".")[0],
                user=getpass.getuser(),
                folder=folder,
                sockets=sockets,
                controller_port=controller_port,
                node_port=node_port,
            )
        )
        (folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        self.environment = {**os.environ, "SLURM_CONF": str(configuration)}

    def start(self, *command):
        name = pathlib.Path(command[0]).name
        with open(self.folder / f"{name}.out", "wb") as log:
            daemon = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.daemons.append((name, daemon))

    def wait_for(self, what, ready, seconds=60):
        end = time.monotonic() + seconds
        while not ready():
            dead = [name for name, daemon in self.daemons if daemon.poll() is not None]
            if dead or time.monotonic() > end:
                self.show_logs()
                sys.exit(f"slurm.py: {what} does not come up; {', '.join(dead) or 'nothing'} has ended")
            time.sleep(0.1)

    def show_logs(self):
        for name, _ in self.daemons:
            print(f"--- {name}", (self.folder / f"{name}.out").read_text(errors="replace"), file=sys.stderr)

    def output(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout

    def __enter__(self):
        try:
            self.start_all()
        except BaseException:
            self.stop_all()
            raise
        return self

    def __exit__(self, *_):
        self.stop_all()

    def start_all(self):
        munge = self.folder / "munge"
        # The folders above the socket may be anybody's, here.
        self.start(
            "/usr/sbin/munged", "--foreground", "--force", f"--socket={self.socket}", f"--key-file={self.key}",
            f"--pid-file={munge}/pid", f"--seed-file={munge}/seed", f"--log-file={munge}/log",
        )
        self.wait_for("munge", lambda: os.path.exists(self.socket))
        self.start("/usr/sbin/slurmctld", "-D", "-c")
        self.start("/usr/sbin/slurmd", "-D", "-c")
        self.wait_for("the node", lambda: self.output("sinfo", "--noheader", "--format=%T").strip() == "idle")

    def stop_all(self):
        # Jobs outlive slurmd, so they are asked to end first.
        if any(name == "slurmd" and daemon.poll() is None for name, daemon in self.daemons):
            self.output("scancel", "--me")
            end = time.monotonic() + 20
            while self.output("squeue", "--noheader").strip() and time.monotonic() < end:
                time.sleep(0.2)
        for _, daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def main(folder, *command):
    # The path of a socket must be short.
    sockets = tempfile.mkdtemp(prefix="reread-slurm-")
    os.chmod(sockets, 0o755)
    try:
        with Slurm(pathlib.Path(folder).absolute(), sockets) as slurm:
            status = subprocess.run(command, env=slurm.environment).returncode
            if status:
                slurm.show_logs()
            return status
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
