import { describe, expect, it } from 'vitest';
import { channels, events } from './channels.ts';
import { channelNames, eventNames, wireName } from './names.ts';

describe('names of the channel map', () => {
  it('are exactly the rows of the map', () => {
    expect(channelNames.toSorted()).toEqual(Object.keys(channels).toSorted());
    expect(eventNames.toSorted()).toEqual(Object.keys(events).toSorted());
  });

  it('share one prefix on the wire', () => {
    expect(wireName('session.get')).toBe('gatehouse:session.get');
  });
});
