/** `npm run build`: bundles the web app. `assize start` does the same when the sources have changed. */
import { builtWebApp } from '../src/shell/web-app.ts';

console.log(await builtWebApp());
