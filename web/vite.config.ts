import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built into `web/dist`, which the server serves; `vite web` proxies the API to a running server. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The staff pages carry Ant Design, which is large by nature; the respondent's page is kept without it.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': process.env['ASSIZE_URL'] ?? 'http://localhost:8080' },
  },
});
