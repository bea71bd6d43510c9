/** Shown at `/` until the sandbox is built; looks again every two seconds. */
export const pageWhileBuilding = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="2">
    <title>Causeway</title>
    <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; }
    </style>
  </head>
  <body>
    <main>
      <h1>The sandbox is being built</h1>
      <p>This page shows it as soon as it is there. The graph answers already, at <code>/graphql</code>.</p>
    </main>
  </body>
</html>
`;

/** Apollo Sandbox, from Apollo's network; only by the setting \`sandbox.kind: apollo\`. */
export const apolloSandboxPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Apollo Sandbox</title>
    <style>html, body, #sandbox { margin: 0; height: 100%; }</style>
  </head>
  <body>
    <div id="sandbox"></div>
    <script src="https://embeddable-sandbox.cdn.apollographql.com/_latest/embeddable-sandbox.umd.production.min.js"></script>
    <script>
      new window.EmbeddedSandbox({
        target: '#sandbox',
        initialEndpoint: new URL('/graphql', window.location.href).href,
        includeCookies: false,
      });
    </script>
  </body>
</html>
`;
