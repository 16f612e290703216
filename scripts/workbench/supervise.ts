// Runs `node supervise.ts COMMAND ARGS...` as the leader of a process group, and takes the whole group down when the
// command ends or when its own standard input closes. The starter holds the other end of that pipe, so nothing outlives
// it, not even after a SIGKILL: a server left behind once answered for the next one.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('supervise: no command');

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
// The command's own children get a moment more.
child.on('exit', () => setTimeout(killGroup, 100));

function killGroup(): void {
  process.kill(-process.pid, 'SIGKILL');
}

let ending = false;
function endGroup(): void {
  if (ending) return;
  ending = true;
  // Reaches this process too, which `ending` keeps from going round in a circle.
  process.kill(-process.pid, 'SIGTERM');
  setTimeout(killGroup, 1500);
}
process.on('SIGTERM', endGroup);
process.stdin.on('end', endGroup);
process.stdin.resume();
