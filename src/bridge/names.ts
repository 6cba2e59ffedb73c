import type { ChannelName, EventName } from './channels.ts';

/*
 * The names of the channel map without its schemas, so that the preload script and the part of main that runs before
 * the first paint don't load a validation library. The types (and names.test.ts) keep them equal to the map.
 */

const channelTable: Record<ChannelName, true> = {
  'operation.call': true,
  'operation.cancel': true,
  'session.get': true,
  'session.sign_in': true,
  'session.sign_out': true,
  'session.retry_keychain': true,
  'rehearsal.explore': true,
  'profiles.list': true,
  'profiles.save': true,
  'profiles.remove': true,
  'preferences.get': true,
  'preferences.set': true,
  'views.get': true,
  'views.set': true,
  'audit.watch': true,
  'audit.verify': true,
  'audit.acknowledge': true,
  'audit.export': true,
  'live.watch': true,
  'files.save_text': true,
  'clipboard.write_text': true,
  'clipboard.write_image': true,
  'system.notices': true,
  'system.about': true,
};

const eventTable: Record<EventName, true> = {
  'session.changed': true,
  'audit.changed': true,
  'audit.export_progress': true,
  'live.state': true,
  'live.metrics': true,
  'live.alerts': true,
  'notice.raised': true,
  'navigation.requested': true,
};

export const channelNames = Object.keys(channelTable) as ChannelName[];
export const eventNames = Object.keys(eventTable) as EventName[];

/** What carries a channel between the processes; nothing else may use names that begin so. */
export function wireName(name: ChannelName | EventName): string {
  return `gatehouse:${name}`;
}
