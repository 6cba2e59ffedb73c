import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Notice } from '#bridge/channels.ts';
import { patience } from '#test/support/patience.ts';
import { EmbeddedPlatform, type PlatformProcess } from './embedded-platform.ts';

/** A process that a test plays. */
class FakeProcess implements PlatformProcess {
  #message: (message: unknown) => void = () => {};
  #exit: (code: number, output: string) => void = () => {};
  stopRequested = false;
  onMessage(listener: (message: unknown) => void) {
    this.#message = listener;
  }
  onExit(listener: (code: number, output: string) => void) {
    this.#exit = listener;
  }
  requestStop() {
    this.stopRequested = true;
  }
  kill() {
    this.exit(137);
  }
  listen(port: number) {
    const accounts = [{ role: 'ops', email: 'ops@rehearsal.example', password: 'pw' }];
    this.#message({ event: 'listening', url: `http://127.0.0.1:${port}`, rehearsal: { accounts } });
  }
  say(message: unknown) {
    this.#message(message);
  }
  exit(code: number, output = '') {
    this.#exit(code, output);
  }
}

let processes: FakeProcess[];
let moved: string[];
let downs: number;
let notices: Notice[];
let platform: EmbeddedPlatform;

beforeEach(() => {
  processes = [];
  moved = [];
  downs = 0;
  notices = [];
  platform = new EmbeddedPlatform({
    launch: () => {
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    onMoved: (url) => moved.push(url),
    onDown: () => {
      downs += 1;
    },
    onNotice: (notice) => notices.push(notice),
    restartDelay: () => 0,
    stopTimeoutMilliseconds: 30,
    startTimeoutMilliseconds: 1000,
  });
});

/** The process that is started next, as soon as it is there. */
async function launched(count: number): Promise<FakeProcess> {
  await vi.waitFor(() => expect(processes).toHaveLength(count), patience);
  const process = processes[count - 1];
  if (!process) throw new Error('none');
  return process;
}

async function startListening(port = 1): Promise<FakeProcess> {
  const started = platform.start();
  const process = await launched(processes.length + 1);
  process.listen(port);
  await started;
  return process;
}

describe('EmbeddedPlatform', () => {
  it('starts once for everybody who asks, and answers address and accounts', async () => {
    const both = [platform.start(), platform.start()];
    (await launched(1)).listen(4711);
    expect((await Promise.all(both)).map(({ url }) => url)).toEqual(['http://127.0.0.1:4711', 'http://127.0.0.1:4711']);
    expect((await platform.start()).accounts[0]?.role).toBe('ops');
    expect(processes).toHaveLength(1);
  });

  it('takes no other message for the first one', async () => {
    const started = platform.start();
    const process = await launched(1);
    process.say({ event: 'listening', url: 'not an address' });
    process.say('hello');
    process.listen(5);
    expect((await started).url).toBe('http://127.0.0.1:5');
  });

  it('starts again when it dies, and says where it is now', async () => {
    const first = await startListening(1);
    first.exit(137);
    expect(downs).toBe(1);
    const origin = platform.origin();
    (await launched(2)).listen(2);
    expect(await origin).toEqual({ ok: true, value: 'http://127.0.0.1:2' });
    await vi.waitFor(() => expect(moved).toEqual(['http://127.0.0.1:2']), patience);
  });

  it('survives a second death during the restart', async () => {
    (await startListening(1)).exit(137);
    (await launched(2)).exit(1, 'still locked');
    (await launched(3)).listen(3);
    expect(await platform.origin()).toEqual({ ok: true, value: 'http://127.0.0.1:3' });
    (await launched(3)).exit(137);
    (await launched(4)).listen(4);
    await vi.waitFor(() => expect(moved).toEqual(['http://127.0.0.1:3', 'http://127.0.0.1:4']), patience);
  });

  it('gives up after several deaths in a row, says so, and can be asked again', async () => {
    (await startListening(1)).exit(137);
    for (let count = 2; count <= 6; count += 1) (await launched(count)).exit(1);
    await vi.waitFor(() => expect(notices.map(({ id }) => id)).toEqual(['rehearsal-stopped']), patience);
    expect(await platform.origin()).toMatchObject({ ok: false, error: { kind: 'offline' } });
    const again = platform.start();
    (await launched(7)).listen(7);
    expect((await again).url).toBe('http://127.0.0.1:7');
  });

  it('does not try again by itself when it never came up, and says why', async () => {
    const started = platform.start();
    (await launched(1)).exit(1, 'first line\nThe directory is in use by process 7.\n');
    await expect(started).rejects.toThrow('in use by process 7');
    expect(processes).toHaveLength(1);
    expect(notices).toEqual([]);
    const again = platform.start();
    (await launched(2)).listen(2);
    await again;
  });

  it('is asked to drain before it is killed', async () => {
    const process = await startListening(1);
    const stopped = platform.stop();
    expect(process.stopRequested).toBe(true);
    process.exit(0);
    await stopped;
    expect(processes).toHaveLength(1);
    expect(downs).toBe(0);
    expect(await platform.origin()).toMatchObject({ ok: false });
  });

  it('is killed when it does not drain', async () => {
    const process = await startListening(1);
    const kill = vi.spyOn(process, 'kill');
    await platform.stop();
    expect(kill).toHaveBeenCalled();
  });

  it('waits for the old one to be gone before a new one opens the same store', async () => {
    const process = await startListening(1);
    const stopped = platform.stop();
    const started = platform.start();
    expect(processes).toHaveLength(1);
    process.exit(0);
    await stopped;
    (await launched(2)).listen(2);
    expect((await started).url).toBe('http://127.0.0.1:2');
    expect(downs).toBe(0);
  });

  it('stops nothing when nothing runs', async () => {
    await platform.stop();
    expect(processes).toEqual([]);
  });
});
