import { expect, test } from 'vitest';
import { startWithoutNetworkProcess } from './network.ts';

function commandLine(asked: string) {
  const line = {
    features: asked,
    getSwitchValue: () => line.features,
    appendSwitch: (_name: string, value = '') => {
      line.features = value;
    },
  };
  return line;
}

test('on Linux the engine is told to start no process for its network', () => {
  const line = commandLine('');
  startWithoutNetworkProcess('linux', line);
  expect(line.features).toBe('NetworkServiceInProcess2');
});

test('what was asked of the engine before stays', () => {
  const line = commandLine('OneThing,Another');
  startWithoutNetworkProcess('linux', line);
  expect(line.features).toBe('OneThing,Another,NetworkServiceInProcess2');
});

test.each(['win32', 'darwin'] as const)('%s is left as it is', (platform) => {
  const line = commandLine('');
  startWithoutNetworkProcess(platform, line);
  expect(line.features).toBe('');
});
