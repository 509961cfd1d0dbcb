/**
 * The exact sliding log of the engine's memory limiter, for all limits of some requests in one round trip.
 *
 * KEYS: one list for each limit of each request, newest moment first. ARGV: how many policies there are, limit and window
 * (ms) of each, and for each request a text with one letter for each of its limits: A for the first policy, B for the next.
 *
 * Of a request it looks at all limits before it writes any, and takes the time from Redis, so that instances with differing
 * clocks count alike. Returns numbers as one text, which is read sooner than a list: for each request the index of the
 * refusing limit (0: none), its wait in ms, then used and oldest for each limit.
 */
export const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local policies = tonumber(ARGV[1])
local limits, windows = {}, {}
for i = 1, policies do
  limits[i], windows[i] = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
end
local answer = {}
local keys, answers = 0, 0
for request = 2 * policies + 2, #ARGV do
  local shape = ARGV[request]
  local refused, longest = 0, 0
  for i = 1, #shape do
    local key, policy = KEYS[keys + i], string.byte(shape, i) - 64
    local limit, window = limits[policy], windows[policy]
    local oldest = redis.call('LINDEX', key, -1)
    while oldest and tonumber(oldest) <= now - window do
      redis.call('RPOP', key)
      oldest = redis.call('LINDEX', key, -1)
    end
    local used = redis.call('LLEN', key)
    if used >= limit then
      local wait = tonumber(redis.call('LINDEX', key, limit - 1)) + window - now
      if wait > longest then refused, longest = i, wait end
    end
    answer[answers + 2 * i + 1] = used
    answer[answers + 2 * i + 2] = tonumber(oldest or now) + window
  end
  if refused == 0 then
    for i = 1, #shape do
      local key = KEYS[keys + i]
      redis.call('LPUSH', key, now)
      redis.call('PEXPIRE', key, windows[string.byte(shape, i) - 64])
      answer[answers + 2 * i + 1] = answer[answers + 2 * i + 1] + 1
    end
  end
  answer[answers + 1], answer[answers + 2] = refused, longest
  keys, answers = keys + #shape, answers + 2 * #shape + 2
end
return table.concat(answer, ' ')
`;
