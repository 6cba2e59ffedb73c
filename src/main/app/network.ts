import type { CommandLine } from 'electron';

/** The engine's own name for its network service as a thread of main (`kNetworkServiceInProcess`). */
const inMain = 'NetworkServiceInProcess2';

/**
 * Keeps the engine from starting a process for its network service: nothing of the console asks the network there (the
 * page's policy allows none, main speaks to platforms through Node), so that it would only be in the way of the first
 * paint and stay in memory. On Linux, where this was measured and tried; a runtime that doesn't know the name ignores it.
 *
 * Must be called before the app is ready. What somebody else asked of the engine on the command line stays.
 */
export function startWithoutNetworkProcess(
  platform: NodeJS.Platform,
  commandLine: Pick<CommandLine, 'getSwitchValue' | 'appendSwitch'>,
): void {
  if (platform !== 'linux') return;
  const asked = commandLine.getSwitchValue('enable-features');
  commandLine.appendSwitch('enable-features', asked === '' ? inMain : `${asked},${inMain}`);
}
