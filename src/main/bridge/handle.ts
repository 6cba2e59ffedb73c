import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { ChannelName } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import { channelNames, wireName } from '#bridge/names.ts';
import type { Result } from '#shared/result.ts';
import { isTrustedSender, type Sender, type SenderPolicy } from './sender.ts';

/** Parses the input, runs the handler and answers the envelope; see dispatch.ts. */
export type Dispatch = (name: ChannelName, input: unknown) => Promise<Result<unknown, CallError>>;

/**
 * Listens on every channel of the map; the one place that touches raw ipcMain. The sender is checked before anything
 * else is even loaded.
 * @param load loads what answers; it waits until the window has painted, so calls that come early wait as well
 */
export function handleChannels(policy: SenderPolicy, load: () => Promise<Dispatch>): void {
  for (const name of channelNames) {
    ipcMain.handle(wireName(name), async (event, input: unknown): Promise<Result<unknown, CallError>> => {
      if (!isTrustedSender(senderOf(event), policy)) return { ok: false, error: refusal };
      try {
        const dispatch = await load();
        return await dispatch(name, input);
      } catch (error) {
        return { ok: false, error: failure(error) };
      }
    });
  }
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  const frame = senderFrame ? { url: senderFrame.url, isMain: senderFrame === sender.mainFrame } : null;
  return { webContentsId: sender.id, frame };
}

const refusal: CallError = {
  kind: 'rejected',
  title: 'The console refused this call',
  detail: 'It did not come from the console’s own page.',
  status: null,
  request_id: null,
};

/** Nothing but the envelope crosses, whatever broke: a raw error would show the page paths and stacks. */
function failure(error: unknown): CallError {
  process.stderr.write(`gatehouse: ${error instanceof Error ? error.stack : String(error)}\n`);
  return {
    kind: 'internal',
    title: 'The console failed',
    detail:
      'A fault inside the console stopped this. What you entered is kept; try again, and restart the console if it stays so.',
    status: null,
    request_id: null,
  };
}
