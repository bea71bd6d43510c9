// Imported before @apollo/gateway, which reads this when it is loaded: nothing is reported to anyone.
process.env.APOLLO_TELEMETRY_DISABLED = '1';
