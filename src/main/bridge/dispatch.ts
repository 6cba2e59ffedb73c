import type { z } from 'zod';
import { type ChannelName, type ChannelOutput, channels } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import { check } from '#main/platform-client/check.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import type { Dispatch } from './handle.ts';

type ParsedInput<Name extends ChannelName> = z.output<(typeof channels)[Name]['input']>;

/** One function a channel. It answers the value, or throws a {@link CallFailure} that the page is meant to see. */
export type Handlers = {
  [Name in ChannelName]: (input: ParsedInput<Name>) => Promise<ChannelOutput<Name>> | ChannelOutput<Name>;
};

/** Checks inputs against the channel map and runs the handlers. */
export function createDispatch(handlers: Handlers, onTrouble: (error: unknown) => void): Dispatch {
  return async (name, input) => {
    const parsed = check<unknown>(channels[name].input, input ?? null);
    if (!parsed.success) return fail(invalidInput(name, parsed.error));
    try {
      // The schema of this very name has just parsed it, which the type system can't follow through the map.
      const run = handlers[name] as (input: unknown) => unknown;
      return succeed(await run(parsed.data)) satisfies Result<unknown, CallError>;
    } catch (error) {
      if (error instanceof CallFailure) return fail(error.error);
      onTrouble(error);
      throw error;
    }
  };
}

function invalidInput(name: ChannelName, { issues }: z.ZodError): CallError {
  const errors = issues.slice(0, 50).map(({ path, message }) => ({ path: path.join('.'), message }));
  const first = errors[0];
  const reason = first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'wrong input';
  return callError('validation', `“${name}” can't take this: ${reason}. Nothing was done.`, { errors });
}
