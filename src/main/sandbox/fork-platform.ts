import { utilityProcess } from 'electron';
import type { Log } from '#main/diagnostics/log.ts';
import type { PlatformProcess } from './embedded-platform.ts';

const keptOutput = 4000;

/** Starts the embedded platform as a utility process: plain Node beside the console, ended with it. */
export function forkPlatform(script: string, dataDirectory: string, log: Log): PlatformProcess {
  const child = utilityProcess.fork(script, ['--data', dataDirectory, '--seed', 'rehearsal'], {
    serviceName: 'Gatehouse rehearsal',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-keptOutput);
  });
  return {
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) =>
      void child.once('exit', (code) => {
        log.info('rehearsal', `ended with code ${code}`);
        listener(code, output);
      }),
    requestStop: () => child.postMessage('stop'),
    kill: () => void child.kill(),
  };
}
