import { Agent, request } from 'node:http';

/**
 * Sends requests for some seconds and prints how many were answered in a second. It runs in a process of its own, so
 * that the side that is measured does nothing but answer.
 */
const { url, headers, seconds, connections } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string;
  headers: Record<string, string>;
  seconds: number;
  connections: number;
};
const agent = new Agent({ keepAlive: true, maxSockets: connections });

function once(): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume();
      response.once('end', resolve);
    });
    sent.once('error', reject);
    sent.end();
  });
}

let answered = 0;
const started = performance.now();
const until = started + seconds * 1000;
await Promise.all(
  Array.from({ length: connections }, async () => {
    while (performance.now() < until) {
      await once();
      answered += 1;
    }
  }),
);
process.stdout.write(String((answered * 1000) / (performance.now() - started)));
agent.destroy();
