import { describe, expect, it, vi } from 'vitest';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import { createDispatch, type Handlers } from './dispatch.ts';

function setUp(handlers: Partial<Handlers>) {
  const onTrouble = vi.fn();
  return { dispatch: createDispatch(handlers as Handlers, onTrouble), onTrouble };
}

describe('createDispatch', () => {
  it('parses the input and puts the answer in an envelope', async () => {
    const removed: string[] = [];
    const { dispatch } = setUp({
      'profiles.remove': ({ id }) => {
        removed.push(id);
        return null;
      },
    });
    expect(await dispatch('profiles.remove', { id: 'p1' })).toEqual({ ok: true, value: null });
    expect(removed).toEqual(['p1']);
  });

  it.each([
    [undefined],
    [null],
    ['p1'],
    [{}],
    [{ id: 7 }],
    [{ id: 'p1', more: true }],
    [JSON.parse('{"__proto__": {"id": "p1"}}')],
  ])('refuses the input %j without running anything', async (input) => {
    const run = vi.fn(() => null);
    const { dispatch } = setUp({ 'profiles.remove': run });
    expect(await dispatch('profiles.remove', input)).toMatchObject({ ok: false, error: { kind: 'validation' } });
    expect(run).not.toHaveBeenCalled();
  });

  it('takes an operation without input as well as with one', async () => {
    const { dispatch } = setUp({ 'operation.call': async ({ id }) => id });
    expect(await dispatch('operation.call', { id: 'capacity.get' })).toEqual({ ok: true, value: 'capacity.get' });
    expect(await dispatch('operation.call', { id: 'capacity.get', input: {}, key: 'k' })).toMatchObject({ ok: true });
    expect(await dispatch('operation.call', { id: 'x'.repeat(101), input: {} })).toMatchObject({ ok: false });
  });

  it('hands on what the page is meant to see', async () => {
    const { dispatch, onTrouble } = setUp({
      'session.sign_out': () => {
        throw new CallFailure(callError('offline', 'Away.', { request_id: 'r' }));
      },
    });
    expect(await dispatch('session.sign_out', null)).toMatchObject({
      ok: false,
      error: { kind: 'offline', request_id: 'r' },
    });
    expect(onTrouble).not.toHaveBeenCalled();
  });

  it('notes a fault of its own and leaves its envelope to handle.ts', async () => {
    const { dispatch, onTrouble } = setUp({
      'session.get': () => {
        throw new TypeError('secret internals');
      },
    });
    await expect(dispatch('session.get', null)).rejects.toThrow(TypeError);
    expect(onTrouble).toHaveBeenCalledTimes(1);
  });
});
