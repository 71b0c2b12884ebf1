import { type App, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../src/analysis/finding';
import { Findings } from '../../src/analysis/findings';
import { Cluster, ClusterFacts, type ClusterProps } from '../../src/cluster';

/** The certificate of a CA that signs for nobody; its key was thrown away. */
export const CA = `-----BEGIN CERTIFICATE-----
MIIBiDCCAS+gAwIBAgIUWJgFaFyrye7ThetXTBg9u+frIUAwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOZXhhbXBsZS1hcGktY2EwIBcNMjYxMTI3MDcxNjU5WhgPMjEy
NjExMDMwNzE2NTlaMBkxFzAVBgNVBAMMDmV4YW1wbGUtYXBpLWNhMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEwAnOytEXD0vyj0ii6+5q0CGwltVE2WOG443xAE+k
8Gf9IAlIc5QMYKypaLAMiqEEe97yor2clDfCEMxCjddvTqNTMFEwHQYDVR0OBBYE
FDnYQNKmfcFHr0OGwoyPIESVzckHMB8GA1UdIwQYMBaAFDnYQNKmfcFHr0OGwoyP
IESVzckHMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgc5aHU/GD
P0xrVYVOtOat8O2EyLjmoh2C66NTsaFd5XUCICjidBFGsdihcHaMRyKEzygXLSvm
DUR0/xqpEWQY5Zlc
-----END CERTIFICATE-----
`;
/** That of another one. */
export const OTHER_CA = `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUIv4oAEFRak4flOgZKs6B8uQpziUwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOYW5vdGhlci1hcGktY2EwIBcNMjYxMTI3MDcxNzAwWhgPMjEy
NjExMDMwNzE3MDBaMBkxFzAVBgNVBAMMDmFub3RoZXItYXBpLWNhMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE4RahDPOM8EeYPGbUtwwsPqYP/p+cbPcJOjq2Zwdt
eNrrpH71MMvbVgiReYK1nTTWRay7Csg3cSu/Yh0dcCZoX6NTMFEwHQYDVR0OBBYE
FFzRoWRKKBMHZ2wwsKUUabmxwIq1MB8GA1UdIwQYMBaAFFzRoWRKKBMHZ2wwsKUU
abmxwIq1MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAJO88voa
6HYy0cVHQmqKYM+QSGddZye9Jo8ixMTJmzU1AiBDQVgQ40H2rB+A6f7/qwGO5L4+
9ZR7MfYmLOeYmNdu+w==
-----END CERTIFICATE-----
`;

/** A cluster in a program of its own, and somebody in it who asks for addresses. */
export interface ClusterProgram {
  readonly app: App;
  readonly cluster: Cluster;
  readonly by: Construct;
}

/** A program of one cluster. */
export function clusterProgram(props: Partial<ClusterProps> = {}): ClusterProgram {
  const app = Testing.app();
  const cluster = new Cluster(app, 'east', { name: 'east', ...props });
  return { app, cluster, by: new Construct(cluster, 'by') };
}

/** Facts of cluster 'east'. */
export function facts(more: object = {}): ClusterFacts {
  return ClusterFacts.fromJson(JSON.stringify({ cluster: 'east', ...more }));
}

/** The findings of a program, late ones included. */
export function findings({ app }: { readonly app: App }): Finding[] {
  return Findings.of(app).all();
}

/** Their codes. */
export function codes(program: { readonly app: App }): string[] {
  return findings(program).map((f) => f.code);
}
