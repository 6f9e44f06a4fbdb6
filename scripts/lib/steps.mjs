// Runs commands quietly: a line with the time for each, and the output of those that fail.
import { spawn } from 'node:child_process';

/** @returns {Promise<boolean>} whether it ended with status 0 */
export function runStep(name, command, args) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(String(error))));
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(output));
      console.log(stepLine(name, code === 0, start));
      resolve(code === 0);
    });
  });
}

export function stepLine(name, isOk, start) {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return `${isOk ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`;
}
