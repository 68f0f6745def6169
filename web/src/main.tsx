import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeRouter } from './routes.tsx';
import { isSignedOut, problemOf } from './shell/api.ts';
import './shell/base.css';
import { LanguageProvider } from './shell/language.tsx';

const client: QueryClient = new QueryClient({
  // A session that ran out shows itself on any request; asking again who is signed in leads to the sign-in page.
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (isSignedOut(error) && query.queryKey[0] !== 'me') void client.resetQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server refused it refuses again; what did not arrive is worth another try.
      retry: (failures, error) => failures < 2 && (problemOf(error).status === 0 || problemOf(error).status >= 502),
    },
  },
});
const router = makeRouter(client);

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
