import { readFileSync } from 'fs';
import * as path from 'path';

/** Files that programs of the README read. */
export const BESIDE = {
  'mesh-contract.json': readFileSync(path.resolve(__dirname, '../../examples/platform-and-app/exchange/east/default/mesh-contract.json'), 'utf-8'),
  'shop.yaml': `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector: { app: web }
  ports: [{ name: http, port: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: registry.example.com/web:1.0 }] }
`,
};
