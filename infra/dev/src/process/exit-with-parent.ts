// Loaded into each process that `npm start` starts: when the supervisor is gone, however it went, the
// process drains and exits as if told to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
