/** Preloaded by tests: gives a child of Node the message port that a utility process has. */
const port = {
  on: (_event: 'message', listener: (message: { data: unknown }) => void) =>
    process.on('message', (data) => listener({ data })),
};
Reflect.set(process, 'parentPort', port);
