import { parentPort } from 'node:worker_threads';
import { type PageRequest, verifyPage } from './page.ts';

/** The thread that checks pages: one message in, one out, in order. */
parentPort?.on('message', (request: PageRequest) => parentPort?.postMessage(verifyPage(request)));
