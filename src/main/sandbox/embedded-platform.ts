import { z } from 'zod';
import type { Notice } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import { staffRoleSchema } from '#contract/common.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { Rehearsal, RehearsalAccount } from '#main/session/rehearsal.ts';
import { fail, type Result, succeed } from '#shared/result.ts';

/** The first message of the embedded platform (src/platform/embedded.ts sends it). */
export const listeningSchema = z.object({
  event: z.literal('listening'),
  url: z.url(),
  rehearsal: z.object({
    accounts: z.array(z.object({ role: staffRoleSchema, email: z.string(), password: z.string() })),
  }),
});

/** A running process, whoever started it. */
export interface PlatformProcess {
  onMessage(listener: (message: unknown) => void): void;
  /** Told once, however it ended. `output` is the end of what it wrote to stderr. */
  onExit(listener: (code: number, output: string) => void): void;
  /** Asks it to drain and exit. */
  requestStop(): void;
  kill(): void;
}

export interface EmbeddedPlatformOptions {
  readonly launch: () => PlatformProcess;
  readonly onMoved: (url: string) => void;
  readonly onDown: () => void;
  readonly onNotice: (notice: Notice) => void;
  readonly startTimeoutMilliseconds?: number;
  readonly stopTimeoutMilliseconds?: number;
  readonly restartDelay?: (attempt: number) => number;
}

interface Listening {
  readonly url: string;
  readonly accounts: readonly RehearsalAccount[];
}

const mostRestarts = 5;
/** After so long without dying, a death counts as the first again. */
const calmMilliseconds = 60_000;

/** The platform in a process of its own, for the rehearsal: started on demand, started again when it dies. */
export class EmbeddedPlatform implements Rehearsal {
  readonly #options: EmbeddedPlatformOptions;
  #process: PlatformProcess | null = null;
  #listening: Promise<Listening> | null = null;
  #wanted = false;
  #deaths = 0;
  #exited: Promise<void> = Promise.resolve();

  constructor(options: EmbeddedPlatformOptions) {
    this.#options = options;
  }

  async start(): Promise<Listening> {
    this.#wanted = true;
    // One that is just being stopped still holds the lock of its directory.
    if (this.#listening === null) await this.#exited;
    this.#listening ??= this.#launch();
    return await this.#listening;
  }

  async origin(): Promise<Result<string, CallError>> {
    if (!this.#listening) return fail(notRunning());
    try {
      return succeed((await this.#listening).url);
    } catch (error) {
      return fail(error instanceof CallFailure ? error.error : notRunning());
    }
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    this.#deaths = 0;
    this.#listening = null;
    const process = this.#process;
    if (!process) return;
    // From here on its end is expected, and a start in between waits for it.
    this.#process = null;
    process.requestStop();
    const timer = setTimeout(() => process.kill(), this.#options.stopTimeoutMilliseconds ?? 10_000);
    await this.#exited;
    clearTimeout(timer);
  }

  #launch(): Promise<Listening> {
    const process = this.#options.launch();
    this.#process = process;
    let exited = () => {};
    this.#exited = new Promise((resolve) => {
      exited = resolve;
    });
    let listened = false;
    const listening = new Promise<Listening>((resolve, reject) => {
      const timer = setTimeout(() => process.kill(), this.#options.startTimeoutMilliseconds ?? 60_000);
      process.onMessage((message) => {
        const parsed = listeningSchema.safeParse(message);
        if (!parsed.success) return;
        clearTimeout(timer);
        listened = true;
        this.#calmDownLater(process);
        resolve({ url: new URL(parsed.data.url).origin, accounts: parsed.data.rehearsal.accounts });
      });
      process.onExit((code, output) => {
        clearTimeout(timer);
        reject(new CallFailure(startFailure(code, output)));
        exited();
        if (this.#process === process) this.#ended(listened);
      });
    });
    // Whoever waits gets the reason; nobody waiting is no fault of its own.
    listening.catch(() => undefined);
    return listening;
  }

  #calmDownLater(process: PlatformProcess): void {
    setTimeout(() => {
      if (this.#process === process) this.#deaths = 0;
    }, calmMilliseconds).unref();
  }

  #ended(listened: boolean): void {
    this.#process = null;
    this.#listening = null;
    // One that never came up the first time would not the second; whoever asked for it has been told why.
    if (this.#wanted && (listened || this.#deaths > 0)) this.#startAgain();
    else this.#wanted = false;
  }

  #startAgain(): void {
    this.#deaths += 1;
    this.#options.onDown();
    if (this.#deaths > mostRestarts) {
      this.#wanted = false;
      this.#options.onNotice(givenUpNotice);
      return;
    }
    const delay = this.#options.restartDelay ?? ((attempt) => 200 * 2 ** (attempt - 1));
    const restarted = wait(delay(this.#deaths)).then(() => {
      if (!this.#wanted) throw new CallFailure(notRunning());
      return this.#launch();
    });
    restarted.catch(() => undefined);
    this.#listening = restarted;
    void restarted.then(
      ({ url }) => this.#options.onMoved(url),
      () => undefined,
    );
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function notRunning(): CallError {
  return callError(
    'offline',
    'The rehearsal is not running. Its data is kept; choose “Explore the rehearsal” to start it again.',
  );
}

function startFailure(code: number, output: string): CallError {
  const last = output.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  return {
    ...callError(
      'offline',
      `Its platform ended with code ${code}${last ? `: ${last}` : ''}. Its data is kept; try again.`,
    ),
    title: 'The rehearsal could not start',
  };
}

const givenUpNotice: Notice = {
  id: 'rehearsal-stopped',
  level: 'error',
  title: 'The rehearsal keeps stopping',
  detail:
    'Its platform ended several times in a row, so it is not started again by itself. Its data is kept; sign out and choose “Explore the rehearsal” to try once more.',
};
