/** The least that a JSON webhook server can do: the baseline of the webhook measure. */
import { fastify } from 'fastify';

const app = fastify({ logger: false });
app.post('/*', (request) => request.body);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`ready ${JSON.stringify({ url })}\n`);
process.once('SIGTERM', () => process.exit(0));
