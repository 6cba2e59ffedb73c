import type { GatehouseBridge } from '#bridge/api.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from '#bridge/channels.ts';
import { CallFailure } from './call-failure.ts';

declare global {
  interface Window {
    readonly gatehouse: GatehouseBridge;
  }
}

/** The one place that reads `window.gatehouse`. Only renderer/data and renderer/app may use it. */
export function bridge(): GatehouseBridge {
  return window.gatehouse;
}

/** Asks main for something and unwraps the envelope: the value, or a thrown {@link CallFailure}. */
export async function request<Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name>> {
  const result = await bridge().request(name, input);
  if (!result.ok) throw new CallFailure(result.error);
  return result.value;
}
