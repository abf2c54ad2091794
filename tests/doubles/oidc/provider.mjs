// Two OpenID providers on this machine, in the shapes of NHSmail and of NHS CIS2, by a certified library.
// Told on standard input: {"site": ours, "people": {subject: claims}}. Says where they are in one line of JSON.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import { Provider } from "oidc-provider";

const told = JSON.parse(await text(process.stdin));

const SHAPES = {
  nhsmail: {
    scopes: ["openid", "profile", "email"],
    // as Entra does: all of it stands in the identity token
    conformIdTokenClaims: false,
    claims: { openid: ["sub", "sid", "amr", "acr", "auth_time"], profile: ["name"], email: ["email", "email_verified"] },
    client: { client_secret: "made-up-secret-of-thirty-two-octets", token_endpoint_auth_method: "client_secret_post" },
    alg: "RS256",
  },
  cis2: {
    scopes: ["openid", "profile", "email", "nationalrbacaccess"],
    // roles only for whoever asks the user information with the access token
    conformIdTokenClaims: true,
    acrValues: ["AAL1_USERPASS", "AAL2_OR_AAL3_ANY", "AAL3_ANY"],
    claims: {
      openid: ["sub"], profile: ["name"], email: ["email", "email_verified"],
      nationalrbacaccess: ["nhsid_useruid", "nhsid_nrbac_roles"],
    },
    client: {
      token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "RS512",
      jwks_uri: `${told.site}/sign-on/keys`,
    },
    alg: "RS512",
  },
};

async function start(name, shape) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), kid: `${name}-1`, use: "sig", alg: shape.alg };
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: ["made up"] },
    // without its guard against this machine's own addresses, where we are
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    scopes: shape.scopes,
    claims: { acr: null, amr: null, auth_time: null, sid: null, ...shape.claims },
    acrValues: shape.acrValues ?? [],
    conformIdTokenClaims: shape.conformIdTokenClaims,
    enabledJWA: { clientAuthSigningAlgValues: ["RS512"], idTokenSigningAlgValues: [shape.alg] },
    pkce: { required: () => true },
    clients: [{
      client_id: "carepost",
      redirect_uris: [`${told.site}/sign-on/${name}/back`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      id_token_signed_response_alg: shape.alg,
      backchannel_logout_uri: `${told.site}/sign-on/${name}/signed-out`,
      backchannel_logout_session_required: true,
      ...shape.client,
    }],
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...told.people[id] }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: "carepost", accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope(shape.scopes.join(" "));
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/who/")) return answer(request, response);
    if (request.method === "GET") return response.end("Who are you?");
    // {"subject", "amr", "acr"}: somebody signs in there
    const { subject, amr, acr } = JSON.parse(await text(request));
    return provider.interactionFinished(request, response, { login: { accountId: subject, amr, acr } });
  });
  return issuer;
}

const issuers = {};
for (const [name, shape] of Object.entries(SHAPES)) issuers[name] = await start(name, shape);
console.log(JSON.stringify(issuers));
