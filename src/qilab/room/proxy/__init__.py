"""The proxy in front of hub, learners' servers and screen: which one this computer can have, and how it is started."""
