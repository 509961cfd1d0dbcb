/**
 * The exact sliding log of the engine's memory limiter, for all limits of a request in one round trip.
 * KEYS: one list per limit, newest moment first. ARGV: limit and window (ms) of each.
 * It looks at all limits before it writes any, and takes the time from Redis, so that instances with differing clocks
 * count alike. Returns the index of the refusing limit (0: none), its wait in ms, then used and oldest for each limit.
 */
export const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local refused, longest = 0, 0
local answer = {0, 0}
for i = 1, #KEYS do
  local limit, window = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local oldest = redis.call('LINDEX', KEYS[i], -1)
  while oldest and tonumber(oldest) <= now - window do
    redis.call('RPOP', KEYS[i])
    oldest = redis.call('LINDEX', KEYS[i], -1)
  end
  local used = redis.call('LLEN', KEYS[i])
  if used >= limit then
    local wait = tonumber(redis.call('LINDEX', KEYS[i], limit - 1)) + window - now
    if wait > longest then refused, longest = i, wait end
  end
  answer[2 * i + 1] = used
  answer[2 * i + 2] = tonumber(oldest or now) + window
end
if refused == 0 then
  for i = 1, #KEYS do
    redis.call('LPUSH', KEYS[i], now)
    redis.call('PEXPIRE', KEYS[i], ARGV[2 * i])
    answer[2 * i + 1] = answer[2 * i + 1] + 1
  end
end
answer[1], answer[2] = refused, longest
return answer
`;
