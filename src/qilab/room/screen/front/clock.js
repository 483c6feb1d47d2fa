// Times as a room reads them.

/** Seconds as “4:05”; what is over time as “+0:30”. */
export const inClock = (seconds) => {
  const whole = Math.abs(Math.ceil(seconds));
  return `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

/** A moment, in milliseconds since 1970, as “14:35”. */
export const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
