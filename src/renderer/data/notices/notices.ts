import type { Notice } from '#bridge/channels.ts';
import { bridge, request } from '#renderer/data/bridge.ts';

export type { Notice };

/** Tells of everything main has to say: what happened before the page could listen, then what happens. */
export function followNotices(listener: (notice: Notice) => void): () => void {
  const end = bridge().on('notice.raised', listener);
  void request('system.notices', null).then((notices) => notices.forEach(listener));
  return end;
}
