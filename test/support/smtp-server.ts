import { createServer, type Server, type Socket } from 'node:net';

export interface ReceivedMail {
  from: string;
  to: string;
  /** The message as it came over the wire. */
  raw: string;
  messageId: string;
}

/** What the server does when it is asked to take a mail: an SMTP answer, or to fall silent or hang up. */
export type Behaviour = string | 'stall' | 'drop';

export interface SmtpServer {
  url: string;
  mails: ReceivedMail[];
  connections: number;
  /** Answers RCPT TO and the message; `250` takes it. Change it at any time. */
  onRecipient: (address: string) => Behaviour;
  onMessage: (address: string) => Behaviour;
  /** Answer to a new connection. */
  greeting: () => Behaviour;
  close(): Promise<void>;
}

/** A mail server of our own that misbehaves on demand. */
export async function startSmtpServer(query = ''): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    smtp.connections += 1;
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, smtp);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${port}${query}`,
    mails: [],
    connections: 0,
    onRecipient: () => '250 fine',
    onMessage: () => '250 taken',
    greeting: () => '220 test',
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return smtp;
}

function converse(socket: Socket, smtp: SmtpServer): void {
  let buffer = '';
  let from = '';
  let to = '';
  let data: string | null = null;
  const answer = (behaviour: Behaviour) => {
    if (behaviour === 'drop') socket.destroy();
    else if (behaviour !== 'stall') socket.write(`${behaviour}\r\n`);
  };
  answer(smtp.greeting());
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8');
    for (;;) {
      if (data !== null) {
        const end = buffer.indexOf('\r\n.\r\n');
        if (end < 0) return;
        data = buffer.slice(0, end);
        buffer = buffer.slice(end + 5);
        const behaviour = smtp.onMessage(to);
        // A server that falls silent or hangs up here has taken the mail, and the sender can't know.
        if (behaviour.startsWith('250') || behaviour === 'drop' || behaviour === 'stall') {
          const messageId = /^message-id:\s*(\S+)/im.exec(data)?.[1] ?? '';
          smtp.mails.push({ from, to, raw: data, messageId });
        }
        data = null;
        answer(behaviour);
        continue;
      }
      const end = buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'EHLO' || command === 'HELO') answer('250 test');
      else if (command === 'MAIL') {
        from = /<([^>]*)>/.exec(line)?.[1] ?? '';
        answer('250 fine');
      } else if (command === 'RCPT') {
        to = /<([^>]*)>/.exec(line)?.[1] ?? '';
        answer(smtp.onRecipient(to));
      } else if (command === 'DATA') {
        data = '';
        answer('354 go on');
      } else if (command === 'QUIT') {
        answer('221 bye');
        socket.end();
      } else answer('250 fine');
    }
  });
}
