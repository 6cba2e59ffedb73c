import { Agent } from 'node:http';
import axios from 'axios';
import type { Page } from '#contract/common.ts';
import { connectApi } from '#test/support/api-client.ts';
import { measurePairs, median } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';
import type { DevTools } from './window/devtools.ts';
import { openWindow } from './window/open-window.ts';
import { signIn } from './window/signed-in.ts';
import { admin, setStage } from './window/stage.ts';

const pairs = 15;
const calls = 200;
/** Four invitations are about 2 KB of JSON. */
const query = { limit: 4 };

/** Median milliseconds of one call, renderer to platform and back, parsed: what a data hook does. */
function throughTheBridge(page: DevTools): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const times = [];
    for (let call = 0; call < ${calls}; call += 1) {
      const start = performance.now();
      const result = await window.gatehouse.request('operation.call', { id: 'invitations.list', input: { query: ${JSON.stringify(query)} } });
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      if (JSON.parse(result.value).items.length !== ${query.limit}) throw new Error('Not the page that was asked for.');
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[${calls / 2}];
  })()`);
}

/** The same request by axios from Node, over a connection that is kept open. */
async function throughAxios(address: string, token: string): Promise<number> {
  const client = axios.create({
    baseURL: address,
    headers: { authorization: `Bearer ${token}` },
    httpAgent: new Agent({ keepAlive: true }),
  });
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const start = performance.now();
    const { data } = await client.get<Page<unknown>>('/beta/invitations', { params: query });
    if (data.items.length !== query.limit) throw new Error('Not the page that was asked for.');
    times.push(performance.now() - start);
  }
  return median(times);
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const stage = await setStage(500);
  try {
    const { token } = await connectApi(stage.platform.url, admin);
    const window = await openWindow(stage.executable, stage.console, 3000);
    await signIn(window.page, stage.platform.url);
    report(`${pairs} times ${calls} calls each`);
    const measured = await measurePairs({
      pairs,
      warmUp: 2,
      subject: () => throughTheBridge(window.page),
      yardstick: () => throughAxios(stage.platform.url, token),
    });
    await window.close();
    return [
      {
        name: 'bridge call of 2 KB',
        subject: `p50 of ${calls} calls from the page to the platform and back`,
        yardstick: 'p50 of the same requests by axios from Node',
        unit: 'ms',
        better: 'lower',
        limit: 1.5,
        goal: 1.15,
        pairs: measured,
      },
    ];
  } finally {
    await stage.end();
  }
}

export const bench: Bench = { name: 'bridge', run };
