// Verifies one of our certificates with libraries that did not make it.
//
//   node verify.mjs FILE
//
// FILE holds {"certificate": "<SD-JWT VC>", "jwks": {"keys": [...]}, "now": <seconds since 1970>,
// "statusListToken": "<JWT>"}; without a status list token the status is left unchecked.
// Prints {"valid": true, "claims": {...}} and ends with 0, or {"valid": false, "reason": "..."} and ends with 1.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { compactVerify, createLocalJWKSet, jwtVerify } from 'jose';

const sha256 = (text) => createHash('sha256').update(text).digest();

async function verify({ certificate, jwks, now, statusListToken }) {
  const keys = createLocalJWKSet(jwks);
  const [issuerJwt, ...rest] = certificate.split('~');

  // jose, on its own: issuer's key, algorithm, type and dates.
  const { payload: signed } = await jwtVerify(issuerJwt, keys, {
    algorithms: ['ES256'],
    typ: 'dc+sd-jwt',
    requiredClaims: ['iss', 'iat', 'exp', 'vct', 'status'],
    currentDate: new Date(now * 1000),
  });

  const verifier = async (signingInput, signature) => {
    await compactVerify(`${signingInput}.${signature}`, keys, { algorithms: ['ES256'] });
    return true;
  };
  const credential = new SDJwtVcInstance({
    hasher: sha256,
    hashAlg: 'sha-256',
    verifier,
    statusListFetcher: async (uri) => {
      // The library takes any list; jose checks that it is the one the certificate names.
      await jwtVerify(statusListToken, keys, {
        algorithms: ['ES256'],
        typ: 'statuslist+jwt',
        subject: uri,
        requiredClaims: ['iat', 'exp', 'status_list'],
        currentDate: new Date(now * 1000),
      });
      return statusListToken;
    },
  });
  if (statusListToken === undefined) {
    credential.verifyStatus = async () => {};
  }
  await credential.verify(certificate, { currentDate: now });
  const claims = await credential.getClaims(certificate);

  // @sd-jwt/sd-jwt-vc 0.19 lets pass what RFC 9901 section 7.1 refuses: a disclosure that nothing references.
  const referenced = new Set(digests(signed));
  const disclosures = rest.filter((part) => part !== '');
  for (const disclosure of disclosures) {
    digests(JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8')).at(-1))
      .forEach((digest) => referenced.add(digest));
  }
  for (const disclosure of disclosures) {
    if (!referenced.has(sha256(disclosure).toString('base64url'))) {
      throw new Error('a disclosure is referenced by no digest');
    }
  }
  return claims;
}

function digests(value) {
  if (Array.isArray(value)) {
    return value.flatMap(digests);
  }
  if (value !== null && typeof value === 'object') {
    const own = [...(value._sd ?? []), ...(typeof value['...'] === 'string' ? [value['...']] : [])];
    return own.concat(Object.values(value).flatMap(digests));
  }
  return [];
}

try {
  const claims = await verify(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  console.log(JSON.stringify({ valid: true, claims }));
} catch (error) {
  console.log(JSON.stringify({ valid: false, reason: `${error.name}: ${error.message}` }));
  process.exitCode = 1;
}
