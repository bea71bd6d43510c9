import { createServer, type IncomingHttpHeaders } from 'node:http';

/** Answers each request with what `answer` makes of its body. */
export function serveAnswers(
  port: number,
  answer: (body: string, headers: IncomingHttpHeaders) => Promise<Buffer>,
): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      try {
        const bytes = await answer(Buffer.concat(chunks).toString('utf8'), request.headers);
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': bytes.length,
        });
        response.end(bytes);
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    });
  });
  server.listen(port, '127.0.0.1');
}
